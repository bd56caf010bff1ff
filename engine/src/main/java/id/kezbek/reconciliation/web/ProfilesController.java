package id.kezbek.reconciliation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.reconciliation.acts.ChangeProfileAct;
import id.kezbek.reconciliation.parsing.LineSink;
import id.kezbek.reconciliation.parsing.ReadStatement;
import id.kezbek.reconciliation.parsing.StatementLine;
import id.kezbek.reconciliation.parsing.StatementReader;
import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.reconciliation.profiles.Profiles;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The formats of statements: listing them, trying one on a sample, proposing a change. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ProfilesController {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,29}");
    private static final int NAME_MAX = 30;
    private static final int NOTE_MAX = 500;
    private static final int SAMPLE_MAX = 40_000;
    private static final int DAY_LENGTH = 10;
    private static final int SHOWN_MAX = 50;

    record ProfileAnswer(String name, int version, String note, JsonNode profile) {}

    record Listed(List<ProfileAnswer> items) {}

    /** A line of the sample in the form of all providers. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TriedLine(
            int number,
            String kind,
            @JsonProperty("our_reference") @Nullable String ourReference,
            @JsonProperty("provider_reference") @Nullable String providerReference,
            @Nullable String wallet,
            Amount amount,
            Instant at) {}

    /** What a profile makes of the sample. */
    record Reading(
            int lines,
            int rejected,
            boolean complete,
            @Nullable String refused,
            @JsonProperty("first_lines") List<TriedLine> firstLines,
            @JsonProperty("rejected_lines") List<StatementAnswer.Rejected> rejectedLines) {}

    record Tried(
            Reading proposed,
            @JsonProperty("in_force") @Nullable Reading inForce) {}

    private record Change(String json, String note, String reason) {}

    private record Try(String json, String provider, LocalDate day, String sample) {}

    private final Profiles profiles;
    private final ProposeAct proposeAct;
    private final ChangeProfileAct changeProfile;

    ProfilesController(Profiles profiles, ProposeAct proposeAct, ChangeProfileAct changeProfile) {
        this.profiles = profiles;
        this.proposeAct = proposeAct;
        this.changeProfile = changeProfile;
    }

    @GetMapping("/api/v2/statement-profiles")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listed list(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return new Listed(profiles.all().stream()
                .map(stored -> new ProfileAnswer(
                        stored.profile().name(),
                        stored.profile().version(),
                        stored.note(),
                        JsonMapper.shared().readTree(stored.json())))
                .toList());
    }

    @PostMapping("/api/v2/statement-profiles/{name}")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> change(
            Caller caller, @PathVariable String name, @RequestBody(required = false) byte @Nullable [] body) {
        Change asked = Fields.readStrictly(
                body,
                fields -> new Change(
                        fields.object("profile"), fields.text("note", NOTE_MAX), fields.text("reason", NOTE_MAX)));
        Profile profile = Profiles.read(named(name), next(name), asked.json());
        return ApprovalAnswer.accepted(proposeAct.propose(
                changeProfile,
                new ChangeProfileAct.Arguments(profile.name(), profile.version(), asked.json(), asked.note()),
                asked.reason(),
                caller));
    }

    /** Reads a sample with the proposed profile and with the one in force; nothing is recorded. */
    @PostMapping("/api/v2/statement-profiles/{name}/try")
    @Allow({Role.ADMIN, Role.FINANCE})
    Tried tryOut(@PathVariable String name, @RequestBody(required = false) byte @Nullable [] body) {
        Try asked = Fields.readStrictly(
                body,
                fields -> new Try(
                        fields.object("profile"),
                        fields.text("provider", NAME_MAX),
                        day(fields),
                        fields.lines("sample", SAMPLE_MAX)));
        Profile proposed = Profiles.read(named(name), next(name), asked.json());
        return new Tried(
                reading(proposed, asked),
                profiles.find(name)
                        .map(stored -> reading(stored.profile(), asked))
                        .orElse(null));
    }

    private static Reading reading(Profile profile, Try asked) {
        List<TriedLine> lines = new ArrayList<>();
        List<StatementAnswer.Rejected> rejected = new ArrayList<>();
        try {
            ReadStatement read = StatementReader.read(
                    asked.sample().getBytes(StandardCharsets.UTF_8),
                    asked.provider(),
                    profile,
                    asked.day(),
                    asked.day(),
                    new LineSink() {
                        @Override
                        public void line(StatementLine line) {
                            if (lines.size() < SHOWN_MAX) {
                                lines.add(tried(line));
                            }
                        }

                        @Override
                        public void rejected(int number, String text, String reason) {
                            if (rejected.size() < SHOWN_MAX) {
                                rejected.add(new StatementAnswer.Rejected(number, text, reason));
                            }
                        }
                    });
            return new Reading(read.lines(), read.rejected(), read.isWhole(), null, lines, rejected);
        } catch (Refusal refused) {
            return new Reading(0, 0, false, refused.errors().getFirst().reason(), List.of(), List.of());
        }
    }

    private static TriedLine tried(StatementLine line) {
        return new TriedLine(
                line.number(),
                line.kind().name(),
                line.ourReference(),
                line.providerReference(),
                line.wallet(),
                Amount.of(Money.rupiah(BigDecimal.valueOf(line.hundredths(), 2))),
                line.at());
    }

    private int next(String name) {
        return profiles.find(name).map(stored -> stored.profile().version()).orElse(0) + 1;
    }

    private static String named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.badField("name", "must have 1 to 30 capital letters, digits and underlines");
        }
        return name;
    }

    private static LocalDate day(Fields fields) {
        String day = fields.text("day", DAY_LENGTH);
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException noDay) {
            throw Refusal.badField("day", "must be a day such as 2026-11-28");
        }
    }
}
