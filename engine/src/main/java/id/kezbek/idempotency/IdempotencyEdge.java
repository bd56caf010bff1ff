package id.kezbek.idempotency;

import id.kezbek.shared.sql.OwnRows;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Runs every HTTP operation through {@link KeyedOperations}. */
@Configuration
class IdempotencyEdge {

    @Bean
    WebMvcRegistrations keyedOperations(Once once, OwnRows ownRows) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new KeyedOperations(once, ownRows);
            }
        };
    }
}
