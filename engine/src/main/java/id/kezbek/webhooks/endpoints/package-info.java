/** The endpoints of partners: their addresses, secrets and states. */
@NullMarked
package id.kezbek.webhooks.endpoints;

import org.jspecify.annotations.NullMarked;
