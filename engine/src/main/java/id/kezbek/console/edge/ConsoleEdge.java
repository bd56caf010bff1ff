package id.kezbek.console.edge;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Registers the pages with Spring MVC. */
@Configuration
@ConditionalOnRole(ProcessRole.API)
class ConsoleEdge implements WebMvcConfigurer {

    private final Screens screens;
    private final PageTemplates templates;
    private final ObjectProvider<DispatcherServlet> servlet;

    ConsoleEdge(Screens screens, PageTemplates templates, ObjectProvider<DispatcherServlet> servlet) {
        this.screens = screens;
        this.templates = templates;
        this.servlet = servlet;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // The check of roles runs first, then the form check.
        registry.addInterceptor(new FormCheck())
                .addPathPatterns("/console", "/console/**")
                .order(Ordered.LOWEST_PRECEDENCE - 2);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PageArguments(screens, servlet));
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(new ReplyHandler(templates));
    }
}
