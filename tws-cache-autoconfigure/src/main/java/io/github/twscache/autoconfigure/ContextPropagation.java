package io.github.twscache.autoconfigure;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.util.ClassUtils;

/**
 * Has loads in other threads see the context of the thread that asked for them, where
 * Micrometer's context propagation is there.
 */
final class ContextPropagation {

	static final String TYPE = "io.micrometer.context.ContextSnapshotFactory";

	private ContextPropagation() {
	}

	/**
	 * Gives what takes the context of the thread that calls it along.
	 * @param classLoader sees the classes of the application
	 * @return what wraps a load
	 */
	static UnaryOperator<Runnable> decorator(@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(TYPE, classLoader) ? Micrometer.decorator() : UnaryOperator.identity();
	}

	/** Keeps the classes of Micrometer away from those who do without. */
	private static final class Micrometer {

		static UnaryOperator<Runnable> decorator() {
			return new ContextPropagatingTaskDecorator()::decorate;
		}

	}

}
