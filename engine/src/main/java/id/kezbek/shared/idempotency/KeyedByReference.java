package id.kezbek.shared.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a v2 POST whose body carries a reference that is taken once for ever, so that it needs no {@code Idempotency-Key}.
 * Every other v2 POST demands one, without saying so.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KeyedByReference {}
