/** The pages of webhooks: endpoints, the secret that is shown once, and the log of deliveries. */
@NullMarked
package id.kezbek.console.webhooks;

import org.jspecify.annotations.NullMarked;
