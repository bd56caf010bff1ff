/** HTTP operations for endpoints, deliveries and events. */
@NullMarked
package id.kezbek.webhooks.web;

import org.jspecify.annotations.NullMarked;
