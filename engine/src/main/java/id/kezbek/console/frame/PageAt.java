package id.kezbek.console.frame;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The path of a page. Pages do not use {@code GetMapping}, because a page itself reads no data. A page calls
 * operations; each operation has its own transaction and runs with the rights of the reader.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@RequestMapping(method = RequestMethod.GET)
public @interface PageAt {
    @AliasFor(annotation = RequestMapping.class, attribute = "path")
    String[] value();
}
