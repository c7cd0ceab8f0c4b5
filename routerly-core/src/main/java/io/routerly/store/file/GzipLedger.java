package io.routerly.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A compressed archive of the ledger, read at any place without what stands before it.
 *
 * <p>It is a gzip file (RFC 1952) of many members, each of which tells its own length in an extra
 * field, so that one can be found without the others being unpacked. Other programs unpack the
 * whole of it as they do any gzip file. For one thread.
 */
final class GzipLedger extends LedgerFile {
  /** A header with the extra field {@code RL}, which holds the member's length in four bytes. */
  static final int HEADER_BYTES = 20;

  static final int TRAILER_BYTES = 8;

  private static final byte[] START = {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, 0, 8, 0};
  private static final byte[] FIELD = {'R', 'L', 4, 0};
  private static final int LARGEST_MEMBER = 16 << 20;

  private final Path path;
  private final List<Member> members = new ArrayList<>();
  private long length;

  /** The text of the member that was read last. */
  private byte[] text = new byte[0];

  private int textOf = -1;

  /** Where a member lies, and where its text. */
  private record Member(long offset, int bytes, long textFrom, int textBytes) {}

  GzipLedger(Path path) throws IOException {
    super(path, "r");
    this.path = path;
    try {
      findMembers();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  static boolean isZipped(Path path) {
    return path.toString().endsWith(".gz");
  }

  /** Returns the header of a member with so many bytes in all. */
  static byte[] header(int memberBytes) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(START)
        .put(FIELD)
        .putInt(memberBytes)
        .array();
  }

  private void findMembers() throws IOException {
    long fileBytes = super.length();
    for (long at = 0; at < fileBytes; ) {
      Member member = memberAt(at, fileBytes);
      members.add(member);
      length += member.textBytes();
      at += member.bytes();
    }
  }

  private Member memberAt(long at, long fileBytes) throws IOException {
    ByteBuffer header = bytes(at, HEADER_BYTES);
    int bytes = header.getInt(HEADER_BYTES - Integer.BYTES);
    if (!header.equals(ByteBuffer.wrap(header(bytes)).order(ByteOrder.LITTLE_ENDIAN))) {
      throw damaged(
          "was not compressed by this service: unpack it with gunzip, and it will be used again");
    }
    if (bytes < HEADER_BYTES + TRAILER_BYTES || at + bytes > fileBytes) {
      throw damaged("is cut short: put back a backup");
    }
    int textBytes = bytes(at + bytes - Integer.BYTES, Integer.BYTES).getInt(0);
    if (textBytes < 0 || textBytes > LARGEST_MEMBER || bytes > LARGEST_MEMBER) {
      throw damaged("is damaged: put back a backup");
    }
    return new Member(at, bytes, length, textBytes);
  }

  private ByteBuffer bytes(long at, int count) throws IOException {
    byte[] bytes = new byte[count];
    super.read(at, bytes, 0, count);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  long length() {
    return length;
  }

  @Override
  int read(long position, byte[] bytes, int offset, int wanted) throws IOException {
    int count = 0;
    while (count < wanted && position + count < length) {
      Member member = unpack(memberOf(position + count));
      int from = (int) (position + count - member.textFrom());
      int some = Math.min(wanted - count, member.textBytes() - from);
      System.arraycopy(text, from, bytes, offset + count, some);
      count += some;
    }
    return count;
  }

  private int memberOf(long position) {
    int low = 0;
    int high = members.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (members.get(middle).textFrom() <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private Member unpack(int index) throws IOException {
    Member member = members.get(index);
    if (textOf != index) {
      ByteBuffer packed = bytes(member.offset(), member.bytes());
      text = inflate(packed, member);
      textOf = index;
    }
    return member;
  }

  private byte[] inflate(ByteBuffer packed, Member member) throws IOException {
    byte[] unpacked = new byte[member.textBytes()];
    Inflater inflater = new Inflater(true);
    try {
      int bytes = member.bytes() - HEADER_BYTES - TRAILER_BYTES;
      inflater.setInput(packed.slice(HEADER_BYTES, bytes));
      int count = inflater.inflate(unpacked);
      CRC32 crc = new CRC32();
      crc.update(unpacked, 0, count);
      int wanted = packed.getInt(member.bytes() - TRAILER_BYTES);
      if (count < unpacked.length || (int) crc.getValue() != wanted) {
        throw damaged("is damaged: put back a backup");
      }
      return unpacked;
    } catch (DataFormatException e) {
      throw damaged("is damaged: put back a backup");
    } finally {
      inflater.end();
    }
  }

  private ArchiveDamagedException damaged(String how) {
    return new ArchiveDamagedException("archive/" + path.getFileName() + " " + how);
  }
}
