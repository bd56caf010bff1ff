package id.kezbek.console.docs;

import id.kezbek.console.docs.Document.Audience;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.bind.annotation.PathVariable;

/** The project's documents. Their text is in English; the rest of the page is in the reader's language. */
@ConsoleController
class DocumentPages {

    static final String LIST = "/console/docs";

    /**
     * The rendered documents. Each document is rendered at its first request and kept, because it cannot change while
     * the engine runs.
     */
    private final Map<Document, String> rendered = new ConcurrentHashMap<>();

    @Allow(anyone = true)
    @PageAt(LIST)
    Reply list(Screen screen) {
        List<DocumentList.Group> groups = Arrays.stream(Audience.values())
                .filter(audience -> audience.includes(screen))
                .map(audience -> new DocumentList.Group(
                        audience.name(),
                        Document.of(audience).stream().map(Document::code).toList()))
                .toList();
        return screen.show("docs/list", new DocumentList(groups));
    }

    @Allow(anyone = true)
    @PageAt(LIST + "/{name}")
    Reply one(Screen screen, @PathVariable String name) {
        Optional<Document> found = Document.find(name);
        if (found.isEmpty()) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no document has this name");
        }
        Document document = found.get();
        if (!document.audience().includes(screen)) {
            throw screen.isSignedIn()
                    ? new Refusal(ErrorCode.FORBIDDEN, "this document is for Kezbek's staff")
                    : new Refusal(ErrorCode.UNAUTHORIZED, "log in to read this document");
        }
        List<String> others = screen.isSignedIn()
                ? List.of()
                : Document.of(Audience.ANYONE).stream().map(Document::code).toList();
        String html = rendered.computeIfAbsent(document, Markdown::render);
        return screen.show("docs/one", new DocumentPage(name, html, others));
    }
}
