package io.routerly.secret;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES in Galois/counter mode with a nonce of 96 bits and a tag of 128. */
final class AesGcm {
  static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  /** Returns ciphertext and tag. */
  static byte[] seal(byte[] key, byte[] nonce, byte[] clear, byte[] associated) {
    try {
      return run(cipher(true, key, nonce, associated), clear, 0);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("encryption cannot fail to verify", e);
    }
  }

  /**
   * Returns the clear text of nonce, ciphertext and tag, which stand in {@code all} from {@code
   * offset} on.
   *
   * @throws InvalidCipherTextException if anything was altered
   */
  static byte[] open(byte[] key, byte[] all, int offset, byte[] associated)
      throws InvalidCipherTextException {
    byte[] nonce = Arrays.copyOfRange(all, offset, offset + NONCE_BYTES);
    return run(cipher(false, key, nonce, associated), all, offset + NONCE_BYTES);
  }

  private static GCMModeCipher cipher(
      boolean encrypting, byte[] key, byte[] nonce, byte[] associated) {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(encrypting, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, associated));
    return cipher;
  }

  private static byte[] run(GCMModeCipher cipher, byte[] in, int offset)
      throws InvalidCipherTextException {
    byte[] out = new byte[cipher.getOutputSize(in.length - offset)];
    int length = cipher.processBytes(in, offset, in.length - offset, out, 0);
    cipher.doFinal(out, length);
    return out;
  }
}
