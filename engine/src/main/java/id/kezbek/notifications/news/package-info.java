/** Which event becomes which e-mail, to whom. */
@NullMarked
package id.kezbek.notifications.news;

import org.jspecify.annotations.NullMarked;
