package io.github.twscache.engine;

import java.lang.reflect.Field;

/**
 * A private field of the engine, which the oracle reads and its tests break.
 *
 * @param <T> the type of the field
 */
final class PrivateField<T> {

	private final Field field;

	private PrivateField(Field field) {
		this.field = field;
	}

	static <T> PrivateField<T> of(Class<?> owner, String name) {
		try {
			Field field = owner.getDeclaredField(name);
			field.setAccessible(true);
			return new PrivateField<>(field);
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException("The oracle reads a field that is no more: " + owner + " " + name, ex);
		}
	}

	/** Reads the field; the owner of a static one is {@code null}. */
	@SuppressWarnings("unchecked")
	T get(Object owner) {
		try {
			return (T) this.field.get(owner);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void set(Object owner, T value) {
		try {
			this.field.set(owner, value);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
