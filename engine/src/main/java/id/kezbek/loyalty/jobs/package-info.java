/** The jobs that end customers' stays and remind them before. */
@NullMarked
package id.kezbek.loyalty.jobs;

import org.jspecify.annotations.NullMarked;
