package id.kezbek.console.partners;

import id.kezbek.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * An officer's colleagues.
 *
 * @param self the reader's own address
 * @param refusal of what was just tried; null if nothing was
 */
public record OfficersPage(
        People.Officers officers, String self, @Nullable Refusal refusal) {}
