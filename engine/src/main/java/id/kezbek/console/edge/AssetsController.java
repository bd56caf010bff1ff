package id.kezbek.console.edge;

import id.kezbek.console.frame.Assets;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves a fixed list of static files. */
@ConsoleController
class AssetsController {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Assets assets;

    AssetsController(Assets assets) {
        this.assets = assets;
    }

    @Allow(anyone = true)
    @GetMapping(Assets.PATH + "{digest}/{name}")
    ResponseEntity<byte[]> file(@PathVariable String digest, @PathVariable String name, HttpServletResponse response) {
        Assets.File file = assets.find(digest, name)
                .orElseThrow(() -> new Refusal(ErrorCode.NO_SUCH_PATH, "this path does not exist"));
        response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
        return ResponseEntity.ok().contentType(file.type()).body(file.bytes());
    }
}
