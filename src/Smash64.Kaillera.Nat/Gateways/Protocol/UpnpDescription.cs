using System.Xml;

namespace Smash64.Kaillera.Nat.Gateways.Protocol;

/// <summary>What a gateway says of itself: its model, and the services that map ports.</summary>
/// <param name="Model">Its name for people, or <see langword="null"/>.</param>
/// <param name="Services">The services, each with the addresses where it may be.</param>
internal sealed record UpnpDescription(string? Model, IReadOnlyList<UpnpService> Services)
{
    private const int MaxServices = 8;
    private const int MaxModelLength = 100;

    private static readonly string[] Kinds = ["WANIPConnection", "WANPPPConnection"];

    /// <summary>Reads a description, as far as it can be read: routers break off, mix cases, and lie about their own address.</summary>
    public static UpnpDescription Read(Stream xml, Uri location)
    {
        var found = new Found();
        try
        {
            using var reader = XmlReader.Create(xml, UpnpXml.Settings);
            var path = new Stack<string>();
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when !reader.IsEmptyElement:
                        path.Push(reader.LocalName.ToUpperInvariant());
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA when path.Count > 0:
                        found.Add(path.Peek(), reader.Value.Trim());
                        break;
                    case XmlNodeType.EndElement when path.Count > 0:
                        found.End(path.Pop());
                        break;
                    default:
                        break;
                }
            }
        }
        catch (XmlException)
        {
            // What was read before counts.
        }

        return new UpnpDescription(found.Model, [.. found.Services.Select(service => ToService(service, found.Base, location)).OfType<UpnpService>()]);
    }

    // The description's own host always, whatever it says: its URLBase is often another interface's, or a factory's.
    private static UpnpService? ToService((string Type, string Control) service, string? baseText, Uri location)
    {
        List<Uri> places = [];
        Uri[] roots = Uri.TryCreate(baseText, UriKind.Absolute, out var root) && root.Host == location.Host ? [location, root] : [location];
        foreach (var from in roots)
        {
            if (Uri.TryCreate(from, service.Control, out var place) && place.Scheme == Uri.UriSchemeHttp && place.Host == location.Host && !places.Contains(place))
            {
                places.Add(place);
            }
        }

        return places.Count > 0 ? new UpnpService(service.Type, places) : null;
    }

    private sealed class Found
    {
        private string? _type;
        private string? _control;
        private string? _modelName;
        private string? _friendlyName;

        public List<(string Type, string Control)> Services { get; } = [];

        public string? Base { get; private set; }

        public string? Model => (_friendlyName ?? _modelName) is { Length: > 0 } name ? KailleraText.Clean(name.Length > MaxModelLength ? name[..MaxModelLength] : name) : null;

        public void Add(string element, string text)
        {
            switch (element)
            {
                case "URLBASE":
                    Base = text;
                    break;
                case "FRIENDLYNAME":
                    _friendlyName ??= text;
                    break;
                case "MODELNAME":
                    _modelName ??= text;
                    break;
                case "SERVICETYPE":
                    _type = text;
                    break;
                case "CONTROLURL":
                    _control = text;
                    break;
                default:
                    break;
            }
        }

        public void End(string element)
        {
            if (element != "SERVICE")
            {
                return;
            }

            if (_type is { } type && _control is { } control && Services.Count < MaxServices && Array.Exists(Kinds, kind => type.Contains($":{kind}:", StringComparison.OrdinalIgnoreCase)))
            {
                Services.Add((type, control));
            }

            (_type, _control) = (null, null);
        }
    }
}

/// <param name="Type">What it is called, with its version.</param>
/// <param name="Places">Where it may be, most likely first.</param>
internal sealed record UpnpService(string Type, IReadOnlyList<Uri> Places);
