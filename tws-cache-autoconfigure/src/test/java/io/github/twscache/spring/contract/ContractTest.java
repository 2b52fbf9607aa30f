package io.github.twscache.spring.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test of each {@link Contender}, or of those with and without some {@link Trait}s. It
 * takes a {@link Subject}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(ContenderSource.class)
@interface ContractTest {

	/**
	 * What a contender must have to be tested.
	 */
	Trait[] with() default {};

	/**
	 * What a contender must not have to be tested.
	 */
	Trait[] without() default {};

	/**
	 * Whether its caches allow {@code null} values.
	 */
	boolean nulls() default true;

	/**
	 * The caches it may have; none to make any that is asked for.
	 */
	String[] names() default {};

}
