package id.kezbek.shared.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a v2 POST whose body carries a reference that is taken once for ever (a purchase's, or the code or token of a
 * log-in, whose caller is nobody yet), so that it needs no {@code Idempotency-Key}.
 * Every other v2 POST demands one, without saying so.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KeyedByReference {}
