package id.kezbek.privacy.web;

import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.privacy.requests.AskAboutCustomer;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Masking;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers' requests about personal data. Staff enter the requests on behalf of the customer's partner. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PersonalDataController {

    private static final String PATH = "/api/v2/customers/{msisdn}";
    private static final int REASON_MAX = 500;

    /** @param records the stored data by kind */
    record PersonalData(String msisdn, Map<String, List<Map<String, Object>>> records) {

        @Override
        public String toString() {
            return "PersonalData[" + records.keySet() + "]";
        }
    }

    /** @param becomes the phone number that gets payments after the correction */
    record Numbers(String msisdn, String becomes) {

        @Override
        public String toString() {
            return "Numbers[hidden]";
        }
    }

    /** @param email the e-mail address that gets e-mails after the correction */
    record Address(String msisdn, String email) {

        @Override
        public String toString() {
            return "Address[hidden]";
        }
    }

    private record Correction(Msisdn number, String reason) {}

    private record AddressCorrection(String email, String reason) {

        @Override
        public String toString() {
            return "AddressCorrection[hidden]";
        }
    }

    private final AskAboutCustomer ask;
    private final PartnerDirectory partners;

    PersonalDataController(AskAboutCustomer ask, PartnerDirectory partners) {
        this.ask = ask;
        this.partners = partners;
    }

    @GetMapping(PATH + "/personal-data")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    PersonalData show(
            Caller caller, @PathVariable String msisdn, @RequestParam MultiValueMap<String, String> parameters) {
        CustomerOf customer = customer(msisdn, caller, parameters);
        Map<String, List<Map<String, Object>>> shown = new LinkedHashMap<>();
        ask.show(customer, caller)
                .forEach((kind, rows) -> shown.put(
                        kind, rows.stream().map(PersonalDataController::shown).toList()));
        return new PersonalData(customer.msisdn().digits(), shown);
    }

    @PostMapping(PATH + "/erasure")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> erase(
            Caller caller,
            @PathVariable String msisdn,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        CustomerOf customer = customer(msisdn, caller, parameters);
        String reason = Fields.readStrictly(body, PersonalDataController::reason);
        return ApprovalAnswer.accepted(ask.erasure(customer, reason, caller));
    }

    @PostMapping(PATH + "/corrections")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> correct(
            Caller caller,
            @PathVariable String msisdn,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        CustomerOf customer = customer(msisdn, caller, parameters);
        Correction asked = Fields.readStrictly(body, fields -> {
            Msisdn number = fields.msisdn("msisdn");
            if (number.equals(customer.msisdn()) || number.isErased()) {
                fields.fault("msisdn", "must differ from the customer's current number");
            }
            return new Correction(number, reason(fields));
        });
        return ApprovalAnswer.accepted(ask.correction(customer, asked.number(), asked.reason(), caller));
    }

    @PostMapping(PATH + "/email-corrections")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> correctAddress(
            Caller caller,
            @PathVariable String msisdn,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        CustomerOf customer = customer(msisdn, caller, parameters);
        AddressCorrection asked =
                Fields.readStrictly(body, fields -> new AddressCorrection(fields.email("email"), reason(fields)));
        return ApprovalAnswer.accepted(ask.addressCorrection(customer, asked.email(), asked.reason(), caller));
    }

    /**
     * The new e-mail address, which the approver must see. The approval does not contain the address, because approvals
     * are stored permanently.
     */
    @GetMapping("/api/v2/approvals/{id}/email-correction")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    Address address(Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        AskAboutCustomer.Address address = ask.address(approval(id), caller);
        return new Address(address.msisdn().digits(), address.email());
    }

    /**
     * The old and new phone numbers, which the approver must see. The approval does not contain the numbers, because
     * approvals are stored permanently.
     */
    @GetMapping("/api/v2/approvals/{id}/correction")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    Numbers numbers(Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        AskAboutCustomer.Numbers numbers = ask.numbers(approval(id), caller);
        return new Numbers(numbers.now().digits(), numbers.becomes().digits());
    }

    private static UUID approval(String id) {
        try {
            return Ids.parse(id);
        } catch (IllegalArgumentException none) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no correction has this id");
        }
    }

    /**
     * Masks phone numbers and e-mail addresses in a reason, because the reason is stored permanently with the approval.
     */
    private static String reason(Fields fields) {
        return Masking.masked(fields.text("reason", REASON_MAX));
    }

    private CustomerOf customer(String msisdn, Caller caller, MultiValueMap<String, String> parameters) {
        return Query.read(parameters, query -> {
            Optional<Msisdn> number = Msisdn.parseKept(msisdn);
            if (number.isEmpty()) {
                query.fault("msisdn", Msisdn.expected());
            }
            return new CustomerOf(
                    PartnerScope.one(partners, caller, query), number.orElseGet(() -> new Msisdn("00000000")));
        });
    }

    /** Ids, times and amounts have the usual v2 format. Unknown values are absent. */
    private static Map<String, Object> shown(Map<String, Object> row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            switch (value) {
                case null -> {}
                case UUID id -> shown.put(name, Ids.text(id));
                case Timestamp time -> shown.put(name, time.toInstant());
                case BigDecimal amount -> shown.put(name, amount.toPlainString());
                case java.sql.Date day -> shown.put(name, day.toString());
                default -> shown.put(name, value);
            }
        });
        return shown;
    }
}
