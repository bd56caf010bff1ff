package id.kezbek.console.ledger;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The proposal to write off an amount from the suspense account. */
@ConsoleController
class WriteOffForm {

    private static final String PAGE = "/console/ledger/write-off";

    private static Sheet sheet() {
        return Sheet.proposal(
                "ledger.write-off",
                "",
                PAGE,
                "/console/ledger",
                Input.hidden("account", "SUSPENSE"),
                Input.of("amount", Kind.AMOUNT),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(PAGE)
    Reply writeOff(Screen screen) {
        return sheet().show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(PAGE)
    Reply writeOff(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        return sheet().post(screen, operations, "/api/v2/ledger/write-offs", typed);
    }
}
