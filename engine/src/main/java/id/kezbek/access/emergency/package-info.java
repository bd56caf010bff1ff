/** Break-glass access: its codes, its use and the alerts on it. */
@NullMarked
package id.kezbek.access.emergency;

import org.jspecify.annotations.NullMarked;
