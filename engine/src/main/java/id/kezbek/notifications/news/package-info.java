/** Creates e-mails from events: which event, which e-mail, which recipient. */
@NullMarked
package id.kezbek.notifications.news;

import org.jspecify.annotations.NullMarked;
