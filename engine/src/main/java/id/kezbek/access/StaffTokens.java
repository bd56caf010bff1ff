package id.kezbek.access;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Tokens for Kezbek's staff without a log-in, for the sandbox's seed. */
@Component
public class StaffTokens {

    private final Staff staff;
    private final IdentityProvider identities;

    StaffTokens(Staff staff, IdentityProvider identities) {
        this.staff = staff;
        this.identities = identities;
    }

    /**
     * A token with the role of the member of staff who has this e-mail address.
     *
     * @throws Refusal NOT_FOUND where nobody has it
     */
    public String issue(String email, Duration timeToLive) {
        Staff.Member member = staff.find(email)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "nobody of staff has this e-mail"));
        return identities
                .issue(new Caller(member.role(), member.email(), null), timeToLive)
                .token();
    }
}
