package id.kezbek.console.partners;

import id.kezbek.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The page of an officer's colleagues.
 *
 * @param partner the code of the officer's partner
 * @param self the reader's own e-mail address
 * @param refusal the refusal of the last action; null if the action succeeded
 */
public record OfficersPage(
        String partner,
        People.Officers officers,
        String self,
        @Nullable Refusal refusal) {}
