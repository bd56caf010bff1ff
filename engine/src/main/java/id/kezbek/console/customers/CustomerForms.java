package id.kezbek.console.customers;

import static id.kezbek.console.customers.CustomerPages.API;
import static id.kezbek.console.customers.CustomerPages.LIST;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Forms for customers' rights under data protection law: correct the phone number or e-mail address, erase the
 * customer, and show all stored data. The URL of each form contains the partner.
 */
@ConsoleController
class CustomerForms {

    private static final String ONE = LIST + "/{msisdn}";
    private static final String AT = LIST + "/{}";
    private static final int MSISDN_MAX = 30;
    private static final int EMAIL_MAX = 300;

    private static Sheet sheet(String words, String msisdn, String partner, String path, Input... inputs) {
        Map<String, String> of = Map.of("partner", partner);
        return Sheet.proposal(
                words,
                msisdn,
                Filters.address(Path.of(AT + path, msisdn), of),
                Filters.address(Path.of(AT, msisdn), of),
                inputs);
    }

    private static Reply post(
            Screen screen,
            Operations operations,
            Sheet sheet,
            String path,
            String partner,
            MultiValueMap<String, String> typed) {
        return sheet.reply(
                screen, typed, operations.post(path, Map.of("partner", partner), sheet.body(typed), Sheet.key(typed)));
    }

    private static Sheet numberOf(String msisdn, String partner) {
        return sheet("customers.number", msisdn, partner, "/number", Input.text("msisdn", MSISDN_MAX), Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/number")
    Reply number(Screen screen, @PathVariable String msisdn, @RequestParam(defaultValue = "") String partner) {
        return numberOf(msisdn, partner).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/number")
    Reply number(
            Screen screen,
            Operations operations,
            @PathVariable String msisdn,
            @RequestParam(defaultValue = "") String partner,
            @RequestParam MultiValueMap<String, String> typed) {
        String path = Path.of(API + "/corrections", msisdn);
        return post(screen, operations, numberOf(msisdn, partner), path, partner, typed);
    }

    private static Sheet emailOf(String msisdn, String partner) {
        return sheet("customers.email", msisdn, partner, "/email", Input.email("email", EMAIL_MAX), Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/email")
    Reply email(Screen screen, @PathVariable String msisdn, @RequestParam(defaultValue = "") String partner) {
        return emailOf(msisdn, partner).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/email")
    Reply email(
            Screen screen,
            Operations operations,
            @PathVariable String msisdn,
            @RequestParam(defaultValue = "") String partner,
            @RequestParam MultiValueMap<String, String> typed) {
        String path = Path.of(API + "/email-corrections", msisdn);
        return post(screen, operations, emailOf(msisdn, partner), path, partner, typed);
    }

    private static Sheet erasureOf(String msisdn, String partner) {
        return sheet("customers.erase", msisdn, partner, "/erasure", Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/erasure")
    Reply erase(Screen screen, @PathVariable String msisdn, @RequestParam(defaultValue = "") String partner) {
        return erasureOf(msisdn, partner).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/erasure")
    Reply erase(
            Screen screen,
            Operations operations,
            @PathVariable String msisdn,
            @RequestParam(defaultValue = "") String partner,
            @RequestParam MultiValueMap<String, String> typed) {
        String path = Path.of(API + "/erasure", msisdn);
        return post(screen, operations, erasureOf(msisdn, partner), path, partner, typed);
    }

    /** Shows all stored data about the customer. The request is a POST, because the audit log records it. */
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/personal-data")
    Reply data(
            Screen screen,
            Operations operations,
            @PathVariable String msisdn,
            @RequestParam(defaultValue = "") String partner) {
        PersonalData.Stored stored = operations.get(
                PersonalData.Stored.class, Path.of(API + "/personal-data", msisdn), Map.of("partner", partner));
        return screen.show("customers/data", PersonalData.of(screen.written(), msisdn, partner, stored));
    }
}
