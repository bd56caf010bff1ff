package id.kezbek.webhooks.endpoints;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Decides whether an IP address is on the public internet. Without this check, a partner could choose an address inside
 * our network, and the engine would send requests to internal systems. Source: the IANA registries of special-purpose
 * addresses for IPv4 and IPv6.
 */
public final class PublicAddresses {

    private record Block(int prefix, int length) {

        boolean contains(int address) {
            return (address ^ prefix) >>> (Integer.SIZE - length) == 0;
        }
    }

    private static final Block[] INTERNAL_V4 = {
        block(0, 0, 0, 8),
        block(10, 0, 0, 8),
        block(100, 64, 0, 10),
        block(127, 0, 0, 8),
        block(169, 254, 0, 16),
        block(172, 16, 0, 12),
        block(192, 0, 0, 24),
        block(192, 0, 2, 24),
        block(192, 88, 99, 24),
        block(192, 168, 0, 16),
        block(198, 18, 0, 15),
        block(198, 51, 100, 24),
        block(203, 0, 113, 24),
        block(224, 0, 0, 4),
        block(240, 0, 0, 4)
    };

    /**
     * The block of public IPv6 addresses, 2000::/3, without the blocks in {@code INTERNAL_V6}. A block is compared with
     * the first 32 bits of an address.
     */
    private static final Block GLOBAL_V6 = new Block(0x2000_0000, 3);

    private static final Block[] INTERNAL_V6 = {
        // Protocol assignments with Teredo, documentation, 6to4, and again documentation. Teredo and 6to4 addresses
        // contain IPv4 addresses.
        new Block(0x2001_0000, 23), new Block(0x2001_0db8, 32), new Block(0x2002_0000, 16), new Block(0x3fff_0000, 20)
    };

    private PublicAddresses() {}

    private static Block block(int first, int second, int third, int length) {
        return new Block(first << 24 | second << 16 | third << 8, length);
    }

    /**
     * Whether the address is public. Java converts IPv4 addresses in IPv6 form, for example {@code ::ffff:10.0.0.1}, to
     * IPv4.
     */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int head = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        return address instanceof Inet4Address
                ? !isIn(INTERNAL_V4, head)
                : GLOBAL_V6.contains(head) && !isIn(INTERNAL_V6, head);
    }

    private static boolean isIn(Block[] blocks, int head) {
        for (Block block : blocks) {
            if (block.contains(head)) {
                return true;
            }
        }
        return false;
    }
}
