/** E-mails that follow from facts: queued, rendered from templates in the database, sent practically once. */
@ApplicationModule(allowedDependencies = {"shared", "facts"})
@NullMarked
package id.kezbek.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
