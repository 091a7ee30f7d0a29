package pdf

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
)

// metadata writes what the file says of itself, as XMP and in the older form;
// PDF/A asks that both agree.
func (f *finisher) metadata() string {
	m := f.meta
	keywords := strings.Join(m.Keywords, "; ")
	f.objects[f.info].body = fmt.Appendf(nil, "<</Title %s /Author %s /Subject %s /Keywords %s /Producer (%s) /CreationDate %s /ModDate %s>>",
		textString(m.Title), textString(m.Author), textString(m.Subject), textString(keywords), producer, f.date(), f.date())
	iso := m.Date.Format("2006-01-02T15:04:05Z")
	packet := strings.NewReplacer(
		"{title}", escape(m.Title), "{author}", escape(m.Author), "{subject}", escape(m.Subject), "{keywords}", escape(keywords),
		"{lang}", escape(m.Lang), "{date}", iso, "{producer}", producer, "{bom}", "\uFEFF",
	).Replace(xmp)
	n := f.addStream("/Type /Metadata /Subtype /XML", []byte(packet), false)
	return fmt.Sprintf("/Metadata %d 0 R", n)
}

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // writing to memory cannot fail
	return b.String()
}

// xmp is the packet of metadata (ISO 16684-1) with the marks of PDF/A-3A and
// PDF/UA-1, and the description of the latter's schema that PDF/A asks for.
const xmp = `<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`

// curvePoints is how finely the profile gives the curve of sRGB.
const curvePoints = 1024

// colourProfile builds an ICC profile of sRGB: primaries adapted to D50 and the
// curve of IEC 61966-2-1, in the layout of ICC.1:2001-04 (version 2.1).
func colourProfile() []byte {
	tags := []struct {
		name string
		data []byte // nil the one before
	}{
		{"desc", iccDescription("sRGB IEC61966-2.1")}, {"cprt", append([]byte("text\x00\x00\x00\x00"), "No copyright, use freely\x00"...)},
		{"wtpt", iccPoint(0.9642, 1, 0.8249)},
		{"rXYZ", iccPoint(0.43607, 0.22249, 0.01392)}, {"gXYZ", iccPoint(0.38515, 0.71687, 0.09708)}, {"bXYZ", iccPoint(0.14307, 0.06061, 0.71410)},
		{"rTRC", iccCurve()}, {"gTRC", nil}, {"bTRC", nil},
	}
	start := 128 + 4 + 12*len(tags)
	be := binary.BigEndian
	directory := be.AppendUint32(nil, uint32(len(tags)))
	var data []byte
	at, length := 0, 0
	for _, t := range tags {
		if t.data != nil {
			data = pad(data)
			at, length = start+len(data), len(t.data)
			data = append(data, t.data...)
		}
		directory = append(directory, t.name...)
		directory = be.AppendUint32(be.AppendUint32(directory, uint32(at)), uint32(length))
	}
	data = pad(data)
	return append(append(iccHeader(start+len(data)), directory...), data...)
}

// pad fills up to four bytes.
func pad(b []byte) []byte { return append(b, make([]byte, -len(b)&3)...) }

func iccHeader(size int) []byte {
	be := binary.BigEndian
	h := make([]byte, 128)
	be.PutUint32(h, uint32(size))
	be.PutUint32(h[8:], 0x02100000)
	copy(h[12:], "mntrRGB XYZ ")
	be.PutUint16(h[24:], 2026)
	be.PutUint16(h[26:], 1)
	be.PutUint16(h[28:], 1)
	copy(h[36:], "acsp")
	copy(h[68:], iccPoint(0.9642, 1, 0.8249)[8:])
	return h
}

func iccPoint(xs ...float64) []byte {
	out := []byte("XYZ \x00\x00\x00\x00")
	for _, x := range xs {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(math.Round(x*65536))))
	}
	return out
}

func iccDescription(s string) []byte {
	out := binary.BigEndian.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(s)+1))
	out = append(append(out, s...), 0)
	return append(out, make([]byte, 4+4+2+1+67)...) // no further scripts
}

func iccCurve() []byte {
	out := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), curvePoints)
	for i := range curvePoints {
		c := float64(i) / (curvePoints - 1)
		v := c / 12.92
		if c > 0.04045 {
			v = math.Pow((c+0.055)/1.055, 2.4)
		}
		out = binary.BigEndian.AppendUint16(out, uint16(math.Round(v*65535)))
	}
	return out
}
