package io.github.twscache.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps the oracle from looking at the stores of a test, or of all tests of a class. Only
 * for tests that leave a store broken on purpose, and for models, which break what starts
 * threads.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface WithoutStoreOracle {

	/**
	 * Says what is broken, and why it has to be.
	 */
	String reason();

}
