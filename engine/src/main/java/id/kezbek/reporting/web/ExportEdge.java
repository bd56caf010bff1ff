package id.kezbek.reporting.web;

import id.kezbek.reporting.export.AnswerWithExport;
import id.kezbek.reporting.export.ExportedLists;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Responds to a list's GET with a file if the client accepts a file format. */
@Configuration
@ConditionalOnRole({ProcessRole.API, ProcessRole.ANALYTICS})
class ExportEdge implements WebMvcConfigurer {

    private final ExportedLists lists;
    private final AnswerWithExport answerWithExport;

    ExportEdge(ExportedLists lists, AnswerWithExport answerWithExport) {
        this.lists = lists;
        this.answerWithExport = answerWithExport;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Runs after the checks of roles and limits, and after all other checks.
        registry.addInterceptor(new ListsAsFiles(lists, answerWithExport)).order(Ordered.LOWEST_PRECEDENCE);
    }
}
