package io.github.twscache.autoconfigure;

import io.github.twscache.InvalidSettingException;

/**
 * Thrown at start for a setting whose value is not allowed. Unlike its cause it knows
 * where the setting was made.
 */
public class InvalidCachePropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final InvalidSettingException invalid;

	/**
	 * Creates the exception.
	 * @param property the full name of the property, or in words where else the setting
	 * was made
	 * @param cause what is wrong with it
	 */
	public InvalidCachePropertyException(String property, InvalidSettingException cause) {
		super("'" + property + "' has the value '" + cause.getValue() + "', allowed is " + cause.getAllowed() + ". "
				+ cause.getMend(), cause);
		this.property = property;
		this.invalid = cause;
	}

	/**
	 * Gives where the setting was made.
	 * @return the full name of the property, or words
	 */
	public String getProperty() {
		return this.property;
	}

	/**
	 * Gives what is wrong with the setting.
	 * @return the value, what is allowed, and the mend
	 */
	public InvalidSettingException getInvalidSetting() {
		return this.invalid;
	}

}
