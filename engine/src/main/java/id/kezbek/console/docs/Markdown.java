package id.kezbek.console.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.core.io.ClassPathResource;

/**
 * Renders a document from the engine's jar. HTML in the document is escaped. Pictures are omitted, because the jar does
 * not contain them. A link to a file that the engine does not serve becomes plain text.
 */
final class Markdown {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> new Attributes())
            .build();
    private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");
    private static final String ENDING = ".md";

    private Markdown() {}

    static String render(Document document) {
        Node root = PARSER.parse(read(document));
        root.accept(new Served(document));
        return RENDERER.render(root)
                .replace("<table>", "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>")
                .replace("</table>", "</table></div>")
                // Screen readers would announce a header without text, so an empty header cell becomes a normal cell.
                .replace("<th></th>", "<td></td>");
    }

    private static String read(Document document) {
        try {
            return new ClassPathResource("docs/" + document.code() + ENDING).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Removes the parts of a document that a page cannot show. */
    private static final class Served extends AbstractVisitor {

        private final Document document;

        Served(Document document) {
            this.document = document;
        }

        /** Removes the title, because the page shows it above the document. */
        @Override
        public void visit(Heading heading) {
            if (heading.getLevel() == 1) {
                heading.unlink();
            } else {
                visitChildren(heading);
            }
        }

        @Override
        public void visit(HtmlBlock html) {
            if (html.getLiteral().startsWith("<!--")) {
                html.unlink();
            }
        }

        /** Removes diagrams, because browsers cannot draw Mermaid text. */
        @Override
        public void visit(FencedCodeBlock code) {
            if (code.getInfo().equals("mermaid")) {
                code.unlink();
            }
        }

        @Override
        public void visit(Image image) {
            Node around = image.getParent();
            image.unlink();
            if (around instanceof Paragraph && around.getFirstChild() == null) {
                around.unlink();
            }
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            Optional<String> served = served(link.getDestination());
            if (served.isPresent()) {
                link.setDestination(served.get());
                return;
            }
            for (Node child = link.getFirstChild(); child != null; child = link.getFirstChild()) {
                link.insertBefore(child);
            }
            link.unlink();
        }

        private Optional<String> served(String destination) {
            if (destination.startsWith("#") || destination.startsWith("https://")) {
                return Optional.of(destination);
            }
            int hash = destination.indexOf('#');
            String file = hash < 0 ? destination : destination.substring(0, hash);
            String place = hash < 0 ? "" : destination.substring(hash);
            return file.endsWith(ENDING)
                    ? Document.find(file.substring(0, file.length() - ENDING.length()))
                            .filter(document::linksTo)
                            .map(other -> DocumentPages.LIST + "/" + other.code() + place)
                    : Optional.empty();
        }
    }

    /** Adds ids to headings, so that links can lead to them. Also makes wide code scrollable by keyboard. */
    private static final class Attributes implements AttributeProvider {

        private final Map<String, Integer> anchors = new HashMap<>();

        @Override
        public void setAttributes(Node node, String tag, Map<String, String> attributes) {
            if (node instanceof Heading heading) {
                attributes.put("id", anchor(heading));
            } else if (node instanceof FencedCodeBlock && tag.equals("pre")) {
                attributes.put("tabindex", "0");
            }
        }

        private String anchor(Heading heading) {
            StringBuilder text = new StringBuilder();
            heading.accept(new AbstractVisitor() {
                @Override
                public void visit(Text part) {
                    text.append(part.getLiteral());
                }

                @Override
                public void visit(Code part) {
                    text.append(part.getLiteral());
                }
            });
            String anchor = NO_ANCHOR
                    .matcher(text.toString().toLowerCase(Locale.ROOT))
                    .replaceAll("")
                    .replace(' ', '-');
            int before = anchors.merge(anchor, 1, Integer::sum) - 1;
            return before == 0 ? anchor : anchor + "-" + before;
        }
    }
}
