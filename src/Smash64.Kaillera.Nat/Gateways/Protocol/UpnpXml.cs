using System.Security;
using System.Text;
using System.Xml;

namespace Smash64.Kaillera.Nat.Gateways.Protocol;

/// <summary>The XML of UPnP control (UPnP Device Architecture 1.1, 3.2).</summary>
internal static class UpnpXml
{
    private const int MaxValues = 64;

    /// <summary>No document type, no entities, nothing from elsewhere: a router is a stranger.</summary>
    public static XmlReaderSettings Settings { get; } =
        new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CheckCharacters = false,
            MaxCharactersInDocument = 64 * 1_024,
        };

    /// <param name="service">The service's type.</param>
    /// <param name="action">What it is to do.</param>
    /// <param name="arguments">In the standard's order, which some insist on.</param>
    public static byte[] WriteCall(string service, string action, IEnumerable<(string Name, string Value)> arguments)
    {
        var body = new StringBuilder();
        foreach (var (name, value) in arguments)
        {
            body.Append('<').Append(name).Append('>').Append(SecurityElement.Escape(value)).Append("</").Append(name).Append('>');
        }

        return Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\"?>\r\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
                + "s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>"
                + $"<u:{action} xmlns:u=\"{SecurityElement.Escape(service)}\">{body}</u:{action}></s:Body></s:Envelope>\r\n"
        );
    }

    /// <summary>Reads all values of an answer by their names in capitals, as far as it can be read.</summary>
    public static Dictionary<string, string> ReadValues(Stream xml)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var reader = XmlReader.Create(xml, Settings);
            var name = string.Empty;
            while (reader.Read() && values.Count < MaxValues)
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    name = reader.LocalName.ToUpperInvariant();
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    values.TryAdd(name, reader.Value.Trim());
                }
            }
        }
        catch (XmlException)
        {
            // What was read before counts.
        }

        return values;
    }
}
