package io.github.twscache;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a setting whose value is not allowed. Names the setting, the value, what is
 * allowed, and how to mend it.
 */
public class InvalidSettingException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String setting;

	private final String value;

	private final String allowed;

	private final String mend;

	/**
	 * Creates the exception.
	 * @param setting the setting's name in kebab case, for example {@code max-size}
	 * @param value the value refused
	 * @param allowed the allowed range, in words
	 * @param mend what to do about it, a sentence
	 */
	public InvalidSettingException(String setting, @Nullable Object value, String allowed, String mend) {
		super("Setting '" + setting + "' has the value '" + value + "', allowed is " + allowed + ". " + mend);
		this.setting = setting;
		this.value = String.valueOf(value);
		this.allowed = allowed;
		this.mend = mend;
	}

	/**
	 * Gives the setting's name.
	 * @return the name in kebab case, relative to the level it was set at
	 */
	public String getSetting() {
		return this.setting;
	}

	/**
	 * Gives the value refused.
	 * @return the value as text
	 */
	public String getValue() {
		return this.value;
	}

	/**
	 * Gives what is allowed.
	 * @return the range in words
	 */
	public String getAllowed() {
		return this.allowed;
	}

	/**
	 * Gives what to do about it.
	 * @return a sentence
	 */
	public String getMend() {
		return this.mend;
	}

}
