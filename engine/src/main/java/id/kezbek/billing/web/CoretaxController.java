package id.kezbek.billing.web;

import id.kezbek.billing.coretax.CoretaxXml;
import id.kezbek.billing.coretax.TaxNumbers;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations for the data exchange with Coretax, the tax office's system. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class CoretaxController {

    private static final int NUMBER_MAX = 30;
    private static final int TAX_NUMBER_LENGTH = 17;
    private static final int ROWS_MAX = 500;
    private static final Pattern TAX_NUMBER = Pattern.compile("[0-9]{17}");

    /** @param known rows that an earlier import recorded */
    record Imported(int recorded, int known) {}

    private final Invoices invoices;
    private final CoretaxXml coretaxXml;
    private final TaxNumbers taxNumbers;

    CoretaxController(Invoices invoices, CoretaxXml coretaxXml, TaxNumbers taxNumbers) {
        this.invoices = invoices;
        this.coretaxXml = coretaxXml;
        this.taxNumbers = taxNumbers;
    }

    @GetMapping("/api/v2/invoices/coretax")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    ResponseEntity<byte[]> export(@RequestParam MultiValueMap<String, String> parameters) {
        Optional<YearMonth> period =
                Query.read(parameters, query -> Optional.ofNullable(InvoicesController.period(query)));
        YearMonth month = period.orElseThrow();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_XML)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"coretax-" + month + ".xml\"")
                .body(coretaxXml.of(invoices.taxedIn(month)));
    }

    @PostMapping("/api/v2/invoices/tax-numbers")
    @Allow({Role.ADMIN, Role.FINANCE})
    Imported importNumbers(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        List<TaxNumbers.Row> rows = Fields.readStrictly(body, fields -> {
            List<TaxNumbers.Row> read = fields.objects(
                    "items",
                    1,
                    ROWS_MAX,
                    item -> new TaxNumbers.Row(
                            item.identifier("invoice", NUMBER_MAX),
                            item.text("tax_number", TAX_NUMBER_LENGTH, TAX_NUMBER, "17 digits")));
            if (new HashSet<>(read.stream().map(TaxNumbers.Row::invoice).toList()).size() < read.size()) {
                fields.fault("items", "must name each invoice once");
            }
            return read;
        });
        TaxNumbers.Imported imported = taxNumbers.record(rows, caller.subject());
        return new Imported(imported.recorded(), imported.known());
    }
}
