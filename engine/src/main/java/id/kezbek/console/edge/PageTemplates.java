package id.kezbek.console.edge;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The page templates. They are compiled with the engine, so a wrong value or type in a template fails the build. */
@Component
class PageTemplates {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    String render(String template, Map<String, Object> values) {
        StringOutput page = new StringOutput();
        engine.render(template + ".jte", values, page);
        return page.toString();
    }
}
