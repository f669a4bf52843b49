package io.tollgate.billing.console.session;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of the console that takes a form: nothing happens unless the form has brought the token
 * of the session it was shown in, as the field {@code token} or the header {@code X-CSRF-Token}.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Form {}
