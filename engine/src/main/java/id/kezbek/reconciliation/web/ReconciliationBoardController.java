package id.kezbek.reconciliation.web;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.reconciliation.bridge.ReconciliationBoard;
import id.kezbek.shared.Ids;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.shared.web.reading.Query;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The state of the reconciliation, by provider and day. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ReconciliationBoardController {

    private static final String MONTH = "must be a month, for example 2026-11";

    record DayAnswer(
            LocalDate day,
            String provider,
            String state,
            long open,
            long explained,
            @Nullable String statement) {

        static DayAnswer of(ReconciliationBoard.Cell cell) {
            return new DayAnswer(
                    cell.day(),
                    cell.provider(),
                    cell.state().name(),
                    cell.open(),
                    cell.explained(),
                    cell.statement() == null ? null : Ids.text(cell.statement()));
        }
    }

    record Board(List<DayAnswer> items) implements ListPage<DayAnswer> {}

    private final ReconciliationBoard board;

    ReconciliationBoardController(ReconciliationBoard board) {
        this.board = board;
    }

    @GetMapping("/api/v2/reconciliation/days")
    @Exported("reconciliation-days")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Board days(@RequestParam MultiValueMap<String, String> parameters) {
        CalendarMonth month =
                Query.read(parameters, ReconciliationBoardController::period).orElseThrow();
        return new Board(board.read(month).stream().map(DayAnswer::of).toList());
    }

    private static Optional<CalendarMonth> period(Query query) {
        if (!query.has("period")) {
            query.fault("period", "is required; it " + MONTH);
        }
        return Optional.ofNullable(query.found("period", CalendarMonth::of, MONTH));
    }
}
