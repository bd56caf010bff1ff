/** E-mail templates: versions, checks, previews and HTML. */
@NullMarked
package id.kezbek.notifications.templates;

import org.jspecify.annotations.NullMarked;
