package id.kezbek.reconciliation.web;

import id.kezbek.reconciliation.profiles.Profiles;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Query;
import java.util.List;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The formats of statements. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ProfilesController {

    record ProfileAnswer(String name, int version, String note, JsonNode profile) {}

    record Listed(List<ProfileAnswer> items) {}

    private final Profiles profiles;

    ProfilesController(Profiles profiles) {
        this.profiles = profiles;
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
}
