/** The events of partners: their types, their content and their numbers. */
@NullMarked
package id.kezbek.webhooks.events;

import org.jspecify.annotations.NullMarked;
