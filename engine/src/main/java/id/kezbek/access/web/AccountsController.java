package id.kezbek.access.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.access.codes.UnlockAccount;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Resets the limit of log-in codes for an e-mail address, whether or not the address is known. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class AccountsController {

    private static final int REASON_MAX = 500;

    private record Asked(String email, String reason) {

        @Override
        public String toString() {
            return "Asked[" + reason + "]";
        }
    }

    /** @param wasCounted whether any code was counted for the address */
    record Unlocked(@JsonProperty("was_counted") boolean wasCounted) {}

    private final UnlockAccount unlockAccount;

    AccountsController(UnlockAccount unlockAccount) {
        this.unlockAccount = unlockAccount;
    }

    @PostMapping("/api/v2/accounts:unlock")
    @Allow(Role.ADMIN)
    Unlocked unlock(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        Asked asked = Fields.readStrictly(
                body, fields -> new Asked(fields.email("email"), fields.text("reason", REASON_MAX)));
        return new Unlocked(unlockAccount.unlock(asked.email(), asked.reason(), caller));
    }
}
