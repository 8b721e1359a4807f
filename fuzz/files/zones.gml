<?xml version="1.0" encoding="ISO-8859-1"?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:ms="http://port-lanterne.example">
<wfs:member><ms:zone gml:id="zone.1"><ms:nom>Port</ms:nom><ms:forme><gml:MultiSurface srsName="urn:ogc:def:crs:EPSG::2154"><gml:surfaceMember><gml:Polygon>
<gml:exterior><gml:LinearRing><gml:posList srsDimension="2">891000 6245000 891100 6245000 891100 6245100 891000 6245000</gml:posList></gml:LinearRing></gml:exterior>
</gml:Polygon></gml:surfaceMember></gml:MultiSurface></ms:forme></ms:zone></wfs:member>
<wfs:member><ms:zone gml:id="zone.2"><ms:nom>Jetée</ms:nom><ms:forme><gml:Curve srsName="EPSG:4326"><gml:segments><gml:LineStringSegment><gml:posList>43.3 5.4 43.4 5.5</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve></ms:forme></ms:zone></wfs:member>
</wfs:FeatureCollection>
