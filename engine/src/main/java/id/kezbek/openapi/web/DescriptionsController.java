package id.kezbek.openapi.web;

import id.kezbek.openapi.description.ApiDescription;
import id.kezbek.openapi.description.Surface;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI documents: {@code /api/openapi/v1.yaml}, {@code v1.json}, {@code v2.yaml} and {@code v2.json}. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class DescriptionsController {

    private record Document(MediaType type, byte[] bytes) {}

    /** The documents are created at the first request, because most processes never serve them. */
    private final SingletonSupplier<Map<String, Document>> documents =
            SingletonSupplier.of(DescriptionsController::documents);

    @GetMapping("/api/openapi/{file}")
    @Allow(anyone = true)
    ResponseEntity<byte[]> document(@PathVariable String file) {
        Document document = Optional.ofNullable(documents.obtain().get(file))
                .orElseThrow(() -> new Refusal(ErrorCode.NO_SUCH_PATH, "this path does not exist"));
        return ResponseEntity.ok().contentType(document.type()).body(document.bytes());
    }

    private static Map<String, Document> documents() {
        Map<String, Document> documents = new HashMap<>();
        for (Surface surface : Surface.values()) {
            ApiDescription described = ApiDescription.of(surface);
            documents.put(surface.folder() + ".json", document(MediaType.APPLICATION_JSON, described.json()));
            documents.put(surface.folder() + ".yaml", document(MediaType.APPLICATION_YAML, described.yaml()));
        }
        return Map.copyOf(documents);
    }

    private static Document document(MediaType type, String text) {
        return new Document(type, text.getBytes(StandardCharsets.UTF_8));
    }
}
