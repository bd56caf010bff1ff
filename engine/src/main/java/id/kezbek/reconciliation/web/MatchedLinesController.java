package id.kezbek.reconciliation.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.reconciliation.matching.MatchedLines;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The statement lines that prove an attempt's result. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class MatchedLinesController {

    record Matched(
            String role,
            String statement,
            String provider,
            int line,
            Amount amount,
            Instant at,
            @JsonProperty("provider_reference") @Nullable String providerReference,
            @JsonProperty("matched_at") Instant matchedAt,
            @JsonProperty("by_people") boolean byPeople) {

        static Matched of(MatchedLines.Line line) {
            return new Matched(
                    line.role(),
                    Ids.text(line.statement()),
                    line.provider(),
                    line.number(),
                    Amount.of(line.amount()),
                    line.at(),
                    line.providerReference(),
                    line.matchedAt(),
                    line.isByPeople());
        }
    }

    record Lines(List<Matched> items) {}

    private final MatchedLines lines;

    MatchedLinesController(MatchedLines lines) {
        this.lines = lines;
    }

    @GetMapping("/api/v2/attempts/{id}/statement-lines")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Lines lines(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return new Lines(
                Ids.find(id)
                        .map(lines::of)
                        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no attempt has this id"))
                        .stream()
                        .map(Matched::of)
                        .toList());
    }
}
