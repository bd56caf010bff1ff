/** E-mails that follow from facts: queued, rendered from templates that people edit, sent practically once. */
@ApplicationModule(allowedDependencies = {"shared", "facts", "approvals", "partners", "people"})
@NullMarked
package id.kezbek.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
