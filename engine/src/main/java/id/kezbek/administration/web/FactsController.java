package id.kezbek.administration.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.facts.FactsSetAside;
import id.kezbek.shared.Ids;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists dead letters. The job {@code redrive-facts} processes dead letters again. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class FactsController {

    private static final String LISTING = "facts-set-aside";

    /** A dead letter without the event's content, because the content may identify a customer. */
    record FactAnswer(
            String consumer,
            String kind,
            String subject,
            Instant at,
            String reason,
            int tries,
            @JsonProperty("set_aside_at") Instant setAsideAt,
            @JsonProperty("tried_at") Instant triedAt) {

        static FactAnswer of(FactsSetAside.SetAside fact) {
            return new FactAnswer(
                    fact.position().consumer(),
                    fact.kind(),
                    Ids.text(fact.subject()),
                    fact.at(),
                    fact.reason(),
                    fact.tries(),
                    fact.setAsideAt(),
                    fact.triedAt());
        }
    }

    private record Asked(FactsSetAside.@Nullable Position after, int limit) {}

    private final FactsSetAside setAside;

    FactsController(FactsSetAside setAside) {
        this.setAside = setAside;
    }

    @GetMapping("/api/v2/facts/set-aside")
    @Exported("dead-letters")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    Listing<FactAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        Asked asked = Query.read(
                parameters, query -> new Asked(query.after(LISTING, FactsController::position), query.limit()));
        return Listing.of(
                setAside.page(asked.after(), asked.limit() + 1),
                asked.limit(),
                FactAnswer::of,
                last -> Cursor.of(
                        LISTING,
                        last.position().xid(),
                        Long.toString(last.position().id()),
                        last.position().consumer()));
    }

    private static FactsSetAside.Position position(List<String> position) {
        return new FactsSetAside.Position(
                Long.toUnsignedString(Long.parseUnsignedLong(position.get(0))),
                Long.parseLong(position.get(1)),
                position.get(2));
    }
}
