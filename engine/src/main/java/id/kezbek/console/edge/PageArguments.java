package id.kezbek.console.edge;

import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.DispatcherServlet;

/** Passes the reader's {@link Screen} and {@link Operations} to the controller methods of pages. */
final class PageArguments implements HandlerMethodArgumentResolver {

    private final Screens screens;
    private final ObjectProvider<DispatcherServlet> servlet;

    PageArguments(Screens screens, ObjectProvider<DispatcherServlet> servlet) {
        this.screens = screens;
        this.servlet = servlet;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Screen.class || parameter.getParameterType() == Operations.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        HttpServletResponse response = Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
        return parameter.getParameterType() == Screen.class
                ? screens.of(request)
                : new Operations(servlet.getObject(), request, response);
    }
}
