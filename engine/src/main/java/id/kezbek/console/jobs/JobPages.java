package id.kezbek.console.jobs;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of jobs, and the page of one job with its runs. */
@ConsoleController
class JobPages {

    private static final String LIST = "/console/jobs";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "jobs.menu", section = Section.OPERATIONS, place = 20)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "failed");
        return screen.show(
                "jobs/list",
                new JobList(
                        filters,
                        operations
                                .get(Job.Jobs.class, "/api/v2/jobs", filters.withoutCursor())
                                .items()));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{name}")
    Reply one(
            Screen screen,
            Operations operations,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> parameters) {
        return screen.show("jobs/one", page(screen, operations, name, parameters, null));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{name}/run")
    Reply run(Screen screen, Operations operations, @PathVariable String name, @RequestParam(Forms.KEY) String key) {
        return switch (operations.post(Path.of("/api/v2/jobs/{}:run", name), null, key)) {
            case Outcome.Done ignored -> Reply.to(Path.of(LIST + "/{}", name), "jobs.requested");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused(
                        "jobs/one", page(screen, operations, name, new LinkedMultiValueMap<>(), refusal.getMessage()));
        };
    }

    private static JobPage page(
            Screen screen,
            Operations operations,
            String name,
            MultiValueMap<String, String> parameters,
            @Nullable String refusal) {
        Filters filters = Filters.of(Path.of(LIST + "/{}", name), parameters);
        Job job = operations.get(Job.Jobs.class, "/api/v2/jobs").items().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no job has this name"));
        Job.Runs runs = operations.get(Job.Runs.class, Path.of("/api/v2/jobs/{}/runs", name), filters.values());
        return new JobPage(filters, job, runs, screen.has(Role.ADMIN, Role.OPERATIONS), refusal);
    }
}
