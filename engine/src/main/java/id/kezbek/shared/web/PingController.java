package id.kezbek.shared.web;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/ping}: responds without doing anything. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PingController {

    @Allow(anyone = true)
    @GetMapping("/api/ping")
    V1Envelope<String> ping() {
        return V1Envelope.ok("pong");
    }
}
