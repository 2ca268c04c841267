"""Small changes to valid documents, each with the verdict the published schemas of its standard gave on it.

A case says in words what is changed, which text is replaced (its first occurrence) and by what. The verdicts were
taken down by running the published schemas in two validators, Xerces and libxml2; they are facts to keep, not to
adjust to the schemas here. Where the two differ (a child after an extension: libxml2 lets it pass) Xerces is right.
"""

from pathlib import Path
from typing import NamedTuple

DOCUMENTS = Path(__file__).parent / "documents"


class Case(NamedTuple):
    what: str
    old: str
    new: str
    valid: str  # the editions that accept it, "" for none; for a document of one standard "yes" or ""

    def document(self, name: str) -> bytes:
        text = (DOCUMENTS / name).read_text(encoding="utf-8")
        assert self.old in text, f"{name} has no {self.old}"
        return text.replace(self.old, self.new, 1).encode()


FILE_2004 = '<file href="index.html"/>'
THRESHOLD = "<adlcp:completionThreshold>0.5</adlcp:completionThreshold>"
MORE = "<title>More</title>"

SCORM12 = (
    Case("nothing is changed", "", "", "yes"),
    Case("the metadata is left out", "<metadata><adlcp:location>one.xml</adlcp:location></metadata>", "", "yes"),
    Case("the manifest has no identifier", 'manifest identifier="course"', "manifest", ""),
    Case("an identifier starts with a digit", 'identifier="course"', 'identifier="1course"', ""),
    Case("an identifier is used twice", 'item identifier="two"', 'item identifier="one"', ""),
    Case("an item has no identifier", 'item identifier="two"', "item", ""),
    Case("an identifierref leads nowhere", 'identifierref="page"', 'identifierref="nowhere"', "yes"),
    Case("isvisible is a word", 'isvisible="true"', 'isvisible="yes"', ""),
    Case("isvisible is a number", 'isvisible="true"', 'isvisible="1"', "yes"),
    Case("isvisible is in capitals", 'isvisible="true"', 'isvisible="TRUE"', ""),
    Case("the organization is called something else", "hierarchical", "net", "yes"),
    Case("a title has 200 characters", ">Basics<", f">{'x' * 200}<", "yes"),
    Case("a title has 201 characters", ">Basics<", f">{'x' * 201}<", ""),
    Case("a title is missing", "<title>Basics</title>", "", "yes"),
    Case("a title stands twice", "<title>Basics</title>", "<title>Basics</title><title>Basics</title>", ""),
    Case("parameters have 1001 characters", "?page=1", "x" * 1001, ""),
    Case("parameters have 1000 characters", "?page=1", "x" * 1000, "yes"),
    Case("schema has 101 characters", "ADL SCORM", "x" * 101, ""),
    Case("schemaversion has 21 characters", ">1.2<", f">{'x' * 21}<", ""),
    Case("schemaversion is another one", ">1.2<", ">2004 4th Edition<", "yes"),
    Case(
        "schemaversion comes before schema",
        "<schema>ADL SCORM</schema>\n    <schemaversion>1.2</schemaversion>",
        "<schemaversion>1.2</schemaversion><schema>ADL SCORM</schema>",
        "",
    ),
    Case(
        "adlcp:schemaversion is another one",
        "<adlcp:location>metadata.xml</adlcp:location>",
        "<adlcp:schemaversion>1.3</adlcp:schemaversion>",
        "",
    ),
    Case(
        "adlcp:schemaversion is 1.2",
        "<adlcp:location>metadata.xml</adlcp:location>",
        "<adlcp:schemaversion>1.2</adlcp:schemaversion>",
        "yes",
    ),
    Case(
        "adlcp elements come before the title",
        "<title>Tubes</title>",
        "<adlcp:masteryscore>1</adlcp:masteryscore><title>Tubes</title>",
        "",
    ),
    Case(
        "adlcp elements stand in another order",
        "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>",
        "<adlcp:masteryscore>1</adlcp:masteryscore><adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>",
        "yes",
    ),
    Case("masteryscore is no number", ">80<", ">eighty<", "yes"),
    Case("masteryscore has 201 characters", ">80<", f">{'8' * 201}<", ""),
    Case("prerequisites have no type", ' type="aicc_script"', "", ""),
    Case("prerequisites have another type", "aicc_script", "javascript", ""),
    Case("prerequisites have 201 characters", ">two<", f">{'x' * 201}<", ""),
    Case("maxtimeallowed has 13 characters", "00:30:00", "0000:30:00.00", "yes"),
    Case("maxtimeallowed has 14 characters", "00:30:00", "00000:30:00.00", ""),
    Case("maxtimeallowed is an ISO duration", "00:30:00", "PT30M", "yes"),
    Case("timelimitaction has a space after the comma", "exit,no message", "exit, no message", ""),
    Case("timelimitaction is surrounded by spaces", "exit,no message", " exit,no message ", ""),
    Case("timelimitaction is another of the four", "exit,no message", "continue,message", "yes"),
    Case("datafromlms has 255 characters", ">start<", f">{'x' * 255}<", "yes"),
    Case("datafromlms has 256 characters", ">start<", f">{'x' * 256}<", ""),
    Case(
        "an adlcp element has its 2004 name",
        "adlcp:datafromlms>start</adlcp:datafromlms",
        "adlcp:dataFromLMS>start</adlcp:dataFromLMS",
        "",
    ),
    Case("scormtype has its 2004 name", 'adlcp:scormtype="sco"', 'adlcp:scormType="sco"', ""),
    Case("scormtype is missing", ' adlcp:scormtype="sco"', "", "yes"),
    Case("scormtype is in capitals", 'scormtype="sco"', 'scormtype="SCO"', ""),
    Case("sequencing stands on an item", "<title>Tubes</title>", "<title>Tubes</title><imsss:sequencing/>", ""),
    Case("a foreign element stands on an item", "<title>Tubes</title>", "<title>Tubes</title><other:x/>", ""),
    Case("a foreign attribute stands on an item", 'item identifier="two"', 'item other:x="1" identifier="two"', ""),
    Case("an unknown attribute stands on an item", 'item identifier="two"', 'item x="1" identifier="two"', ""),
    Case("metadata has an attribute", "<metadata>", '<metadata xml:lang="en">', ""),
    Case("xml:lang stands on an item", 'item identifier="two"', 'item xml:lang="en" identifier="two"', "yes"),
    Case("a resource has no type", ' type="webcontent"', "", ""),
    Case("a resource has another type", '"webcontent"', '"x"', "yes"),
    Case("a resource has no href", ' href="index.html"', "", "yes"),
    Case("a file has no href", '<file href="index.html"/>', "<file/>", ""),
    Case("an extension stands at the end", "</resource>", "<adlcp:location>x</adlcp:location></resource>", "yes"),
    Case("an extension comes before the end", "<dependency", "<adlcp:location>x</adlcp:location><dependency", ""),
    Case("an href has 2001 characters", 'sco" href="index.html"', f'sco" href="{"x" * 2001}"', ""),
    Case(
        "a file comes after a dependency",
        '<dependency identifierref="shared"/>',
        '<dependency identifierref="shared"/><file href="x"/>',
        "",
    ),
    Case("a dependency has no identifierref", '<dependency identifierref="shared"/>', "<dependency/>", ""),
    Case("an organization has no item", 'default="tree">', 'default="tree"><organization identifier="empty"/>', "yes"),
    Case("resources come before organizations", "<organizations", "<resources/><organizations", ""),
    Case("inline metadata has no langstring", '<md:langstring xml:lang="en">Airway</md:langstring>', "", ""),
)

SCORM2004 = (
    Case("nothing is changed", "", "", "2nd 3rd 4th"),
    Case("the edition is another one", "2004 3rd Edition", "CAM 1.3", "2nd 3rd 4th"),
    Case("an identifier is used twice", 'item identifier="two"', 'item identifier="one"', ""),
    Case("an identifier has a space", 'item identifier="two"', 'item identifier="t wo"', ""),
    Case("a title is long", ">Basics<", f">{'x' * 5000}<", "2nd 3rd 4th"),
    Case(
        "an organization has no item", 'default="tree">', 'default="tree"><organization identifier="empty"/>', "2nd 3rd"
    ),
    Case("resources come before organizations", "<organizations", "<resources/><organizations", ""),
    Case("metadata has a foreign attribute", "<metadata>", '<metadata other:x="1">', "4th"),
    Case("an item has a foreign attribute", 'item identifier="two"', 'item other:x="1" identifier="two"', "4th"),
    Case("an item has an unknown attribute", 'item identifier="two"', 'item x="1" identifier="two"', ""),
    Case("an item has a foreign element", MORE, MORE + "<other:x/>", "4th"),
    Case("a foreign element comes before the title", "<title>Basics</title>", "<other:x/><title>Basics</title>", ""),
    Case("a dependency has a foreign attribute", "<dependency", '<dependency other:x="1"', ""),
    Case("a known attribute is mistaken in a foreign place", "<dependency", '<dependency adlcp:scormType="page"', ""),
    Case("scormType has its 1.2 name", 'adlcp:scormType="sco"', 'adlcp:scormtype="sco"', "4th"),
    Case("scormType is in capitals", 'scormType="sco"', 'scormType="SCO"', ""),
    Case(
        "persistState stands on a resource", 'scormType="sco"', 'scormType="sco" adlcp:persistState="true"', "2nd 4th"
    ),
    Case("persistState is a word", 'scormType="sco"', 'scormType="sco" adlcp:persistState="always"', "4th"),
    Case("objectives are global by a word", 'objectivesGlobalToSystem="false"', 'objectivesGlobalToSystem="no"', ""),
    Case(
        "shared data is global",
        'objectivesGlobalToSystem="false"',
        'objectivesGlobalToSystem="false" adlcp:sharedDataGlobalToSystem="false"',
        "4th",
    ),
    Case(
        "shared data is global by a word",
        'objectivesGlobalToSystem="false"',
        'objectivesGlobalToSystem="false" adlcp:sharedDataGlobalToSystem="no"',
        "",
    ),
    Case("timeLimitAction has a space after the comma", "continue,message", "continue, message", ""),
    Case(
        "timeLimitAction has its 1.2 name",
        "adlcp:timeLimitAction>continue,message</adlcp:timeLimitAction",
        "adlcp:timelimitaction>x</adlcp:timelimitaction",
        "4th",
    ),
    Case("completionThreshold is over 1", "<adlcp:completionThreshold>0.5<", "<adlcp:completionThreshold>1.5<", "4th"),
    Case("completionThreshold is a word", "<adlcp:completionThreshold>0.5<", "<adlcp:completionThreshold>half<", "4th"),
    Case(
        "completionThreshold is written as attributes",
        THRESHOLD,
        '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.5" progressWeight="1"/>',
        "4th",
    ),
    Case("minProgressMeasure is over 1", THRESHOLD, '<adlcp:completionThreshold minProgressMeasure="1.1"/>', ""),
    Case("progressWeight is negative", THRESHOLD, '<adlcp:completionThreshold progressWeight="-1"/>', ""),
    Case(
        "shared data is mapped",
        MORE,
        MORE + '<adlcp:data><adlcp:map targetID="a" writeSharedData="true"/></adlcp:data>',
        "4th",
    ),
    Case("shared data is not mapped", MORE, MORE + "<adlcp:data/>", ""),
    Case("shared data is mapped nowhere", MORE, MORE + "<adlcp:data><adlcp:map/></adlcp:data>", ""),
    *(
        Case(f"{button} is hidden", ">continue</adlnav", f">{button}</adlnav", editions)
        for button, editions in (
            ("previous", "2nd 3rd 4th"),
            ("exit", "2nd 3rd 4th"),
            ("abandon", "2nd 3rd 4th"),
            (" exit ", "2nd 3rd 4th"),
            ("exitAll", "3rd 4th"),
            ("abandonAll", "3rd 4th"),
            ("suspendAll", "3rd 4th"),
            ("toc", ""),
        )
    ),
    Case(
        "a button is hidden without navigationInterface",
        "<adlnav:presentation>",
        "<adlnav:presentation><adlnav:hideLMSUI>exit</adlnav:hideLMSUI>",
        "",
    ),
    Case("presentation is empty", MORE, MORE + "<adlnav:presentation/>", "2nd 3rd 4th"),
    Case(
        "controlMode has an unknown attribute", "<imsss:controlMode choice", "<imsss:controlMode back='true' choice", ""
    ),
    Case("choice is a word", 'choice="true"', 'choice="yes"', ""),
    Case("choice is a number", 'choice="true"', 'choice="1"', "2nd 3rd 4th"),
    Case(
        "controlMode comes after the rules", "<imsss:limitConditions", "<imsss:controlMode/><imsss:limitConditions", ""
    ),
    Case("controlMode stands outside sequencing", MORE, MORE + '<imsss:controlMode flow="x"/>', "4th"),
    Case("sequencing has its name in capitals", MORE, MORE + "<imsss:Sequencing/>", "4th"),
    Case(
        "a foreign element stands in sequencing",
        "<adlseq:constrainedChoiceConsiderations",
        "<other:x/><adlseq:constrainedChoiceConsiderations",
        "",
    ),
    Case(
        "considerations are swapped",
        "<adlseq:constrainedChoiceConsiderations",
        "<adlseq:rollupConsiderations/><adlseq:constrainedChoiceConsiderations",
        "2nd 3rd 4th",
    ),
    Case("a rule condition is unknown", 'condition="always"', 'condition="never"', ""),
    Case(
        "a rule condition needs a measure", 'condition="always"', 'condition="objectiveMeasureLessThan"', "2nd 3rd 4th"
    ),
    Case("a rule condition is missing", 'condition="always" ', "", ""),
    Case("an operator is in capitals", 'operator="not"', 'operator="NOT"', ""),
    Case("measureThreshold is negative", 'measureThreshold="0.5"', 'measureThreshold="-1"', "2nd 3rd 4th"),
    Case("measureThreshold is over 1", 'measureThreshold="0.5"', 'measureThreshold="1.0001"', ""),
    Case("an action before is one for after", 'action="skip"', 'action="retry"', ""),
    Case("an action before hides", 'action="skip"', 'action="hiddenFromChoice"', "2nd 3rd 4th"),
    Case("an action at exit is one for after", 'action="exit"', 'action="exitParent"', ""),
    Case("an action after is one for exit", 'action="retryAll"', 'action="exit"', ""),
    Case("an action after leads to the parent", 'action="retryAll"', 'action="exitParent"', "2nd 3rd 4th"),
    Case(
        "rules stand in another order",
        "<imsss:preConditionRule>",
        '<imsss:postConditionRule><imsss:ruleAction action="retry"/></imsss:postConditionRule><imsss:preConditionRule>',
        "",
    ),
    Case("attemptLimit is negative", 'attemptLimit="2"', 'attemptLimit="-2"', ""),
    Case("a duration limit is a clock time", "PT30M", "00:30:00", ""),
    Case("childActivitySet is unknown", "atLeastCount", "atLeast", ""),
    Case("minimumPercent is a percentage", '"0.25"', '"25"', ""),
    Case("a rollup condition is one for rules", 'condition="attempted"', 'condition="always"', ""),
    Case("a rollup rule has no condition", '<imsss:rollupCondition condition="attempted"/>', "", ""),
    Case("a rollup action is unknown", 'action="notSatisfied"', 'action="failed"', ""),
    Case("objectiveMeasureWeight is negative", 'Weight="0.5"', 'Weight="-0.5"', ""),
    Case(
        "the primary objective comes second",
        "<imsss:primaryObjective",
        '<imsss:objective objectiveID="x"/><imsss:primaryObjective',
        "",
    ),
    Case("the primary objective has no id", 'primaryObjective objectiveID="known"', "primaryObjective", "2nd 3rd 4th"),
    Case("another objective has no id", 'imsss:objective objectiveID="second"', "imsss:objective", ""),
    Case("minNormalizedMeasure is negative", ">0.6<", ">-0.6<", "2nd 3rd 4th"),
    Case("minNormalizedMeasure is a percentage", ">0.6<", ">60<", ""),
    Case("minNormalizedMeasure is empty", ">0.6<", "><", "2nd 3rd 4th"),
    Case("mapInfo has no target", 'mapInfo targetObjectiveID="global"', "mapInfo", ""),
    Case("randomizationTiming is unknown", '"once"', '"always"', ""),
    Case("a consideration is unknown", '"ifNotSkipped"', '"ifSkipped"', ""),
    Case(
        "scores are shared by adlseq:objectives",
        "<adlseq:constrainedChoice",
        '<adlseq:objectives><adlseq:objective objectiveID="known"><adlseq:mapInfo targetObjectiveID="g" '
        'writeRawScore="true"/></adlseq:objective></adlseq:objectives><adlseq:constrainedChoice',
        "4th",
    ),
    Case(
        "adlseq:objectives are empty", "<adlseq:constrainedChoice", "<adlseq:objectives/><adlseq:constrainedChoice", ""
    ),
    Case("inline metadata says a title twice", "<lom:title>", "<lom:title/><lom:title>", ""),
    Case(
        "inline metadata is of 1.2",
        "<lom:lom>",
        '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"/><lom:lom>',
        "4th",
    ),
    Case("a location is no address", ">metadata.xml<", ">%zz<", "2nd"),
    Case("a resource has no type", ' type="webcontent"', "", ""),
    Case("a file has no href", FILE_2004, "<file/>", ""),
    Case(
        "an extension stands at the end", "</resource>", "<adlcp:location>x</adlcp:location></resource>", "2nd 3rd 4th"
    ),
    Case("an extension comes before the end", "<dependency", "<adlcp:location>x</adlcp:location><dependency", ""),
    Case("a file comes after a dependency", "</resource>", FILE_2004 + "</resource>", ""),
)

LOM12 = (
    Case("nothing is changed", "", "", "yes"),
    Case("a category stands twice", "<general>", "<general/><general>", ""),
    Case(
        "children of general stand in another order",
        "<general>",
        "<general><keyword><langstring>x</langstring></keyword>",
        "yes",
    ),
    Case("a title has one langstring only", '<langstring xml:lang="en">x</langstring>', "", "yes"),
    Case("a size is no number", "<size>1<", "<size>1 kB<", ""),
    Case("a size is too large", "<size>1<", "<size>99999999999<", ""),
    Case("a location is of another type", 'type="URI"', 'type="URL"', ""),
    Case("a location is a text", 'type="URI"', 'type="TEXT"', "yes"),
    Case("a language is no tag", 'xml:lang="en"', 'xml:lang="en_US"', ""),
    Case(
        "a catalogentry has no entry",
        "<catalogentry>",
        "<catalogentry><catalog>x</catalog></catalogentry><catalogentry>",
        "",
    ),
    Case("a category is unknown", "<lifecycle>", "<lifeCycle/><lifecycle>", ""),
    Case("a category has a foreign child", "<general>", '<general><x:y xmlns:x="urn:x"/>', ""),
    Case("a category has text", "<general>", "<general>text", "yes"),
)

LOM2004 = (
    Case("nothing is changed", "", "", "yes"),
    Case("a category stands twice", "<general>", "<general/><general>", ""),
    Case("categories stand in another order", "<general>", "<classification/><general>", "yes"),
    Case("educational stands twice", "<educational>", "<educational/><educational>", "yes"),
    Case("a title stands twice", "<title>", "<title/><title>", ""),
    Case("a keyword stands twice", "<keyword>", "<keyword/><keyword>", "yes"),
    Case("a catalog stands twice", "<catalog>URI</catalog>", "<catalog/><catalog/>", ""),
    Case("an entry stands twice", "<catalog>URI</catalog>", "<entry/><catalog/>", ""),
    Case("an entry comes before its catalog", "<catalog>c</catalog>", "<entry/><catalog/>", "yes"),
    Case("a term has no source", "<source>LOMv1.0</source>", "", "yes"),
    Case("a value stands twice", "<value>x</value>", "<value>x</value><value>x</value>", ""),
    Case("a source is of another vocabulary", "LOMv1.0", "ours", "yes"),
    Case("a role stands twice", "<role>", "<role/><role>", ""),
    Case("an entity stands twice", "<entity>", "<entity/><entity>", "yes"),
    Case("rights are described twice", "<cost>", "<description/><description/><cost>", ""),
    Case("a taxon has two ids", "<id>1</id>", "<id>1</id><id>2</id>", ""),
    Case("a taxon path has two sources", "<taxonPath>", "<taxonPath><source/>", ""),
    Case("a once-only element names itself", "<title>", '<title uniqueElementName="title">', "yes"),
    Case("a foreign element stands in general", "<title>", '<x:y xmlns:x="urn:x"/><title>', "yes"),
    Case("an unknown element stands in general", "<title>", "<Title/><title>", ""),
    Case("a language is no tag", "<language>en<", "<language>en_US<", ""),
    Case("a language is none", "<language>en<", "<language>none<", "yes"),
    Case("a size is negative", "<size>12<", "<size>-12<", ""),
    *(
        Case(f"a date is {date}", ">2026-01-02<", f">{date}<", valid)
        for date, valid in (
            ("2026-01", "yes"),
            ("2026-01-02T10:11", "yes"),
            ("2026-01-02T10:11:12.5+01:00", "yes"),
            ("2026-01-02T10:11:12Z", ""),
            ("2026-13-01", ""),
            ("0000", ""),
            ("0100", "yes"),
            ("2 January 2026", ""),
        )
    ),
    *(
        Case(f"a duration is {duration}", ">PT90M<", f">{duration}<", valid)
        for duration, valid in (
            ("P1Y2M3DT4H5M6.7S", "yes"),
            ("P", "yes"),
            ("90 min", ""),
            ("P1W", ""),
            ("01:30:00", ""),
        )
    ),
)

CMI5 = (
    Case("nothing is changed", "", "", "yes"),
    Case(
        "the namespace is a draft's",
        "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd",
        "http://www.adlnet.gov/cmi5/CourseStructure.xsd",
        "",
    ),
    Case("a course has no id", ' id="https://e.org/c"', "", ""),
    Case("an au has no id", ' id="https://e.org/a2"', "", ""),
    Case("an au has the id of another", 'id="https://e.org/a2"', 'id="https://e.org/a1"', "yes"),
    Case("an id is relative", 'id="https://e.org/a2"', 'id="a2"', "yes"),
    Case("moveOn is unknown", 'moveOn="Passed"', 'moveOn="passed"', ""),
    Case("moveOn is either", 'moveOn="Passed"', 'moveOn="CompletedOrPassed"', "yes"),
    Case("masteryScore is a percentage", '"0.8"', '"80"', ""),
    Case("masteryScore has five decimals", '"0.8"', '"0.80001"', "yes"),
    Case("launchMethod is unknown", "OwnWindow", "NewWindow", ""),
    Case("a url is empty", ">b.html<", "><", ""),
    Case("a url is missing", "<url>b.html</url>", "", ""),
    Case(
        "an au is described twice",
        "<url>b.html</url>",
        "<description><langstring>x</langstring></description><url>b.html</url>",
        "",
    ),
    Case("a langstring is missing", '<langstring lang="en">T</langstring>', "", ""),
    Case("a langstring is empty", '<langstring lang="en">T</langstring>', "<langstring/>", "yes"),
    Case("a lang is no tag", 'lang="en"', 'lang="en_US"', ""),
    Case(
        "a launchMethod is an element",
        "<url>b.html</url>",
        "<url>b.html</url><launchMethod>OwnWindow</launchMethod>",
        "",
    ),
    Case("launchParameters come before the url", "<url>b.html</url>", "<launchParameters/><url>b.html</url>", ""),
    Case(
        "an extension stands at the end of an au", "<url>b.html</url>", '<url>b.html</url><x:z a="1">text</x:z>', "yes"
    ),
    Case("a foreign attribute stands on an au", 'id="https://e.org/a2"', 'id="https://e.org/a2" x:z="1"', "yes"),
    Case("an au comes after an extension", '<au id="https://e.org/a2">', '<x:z/><au id="https://e.org/a2">', ""),
    Case("an unknown attribute stands on an au", 'id="https://e.org/a2"', 'id="https://e.org/a2" z="1"', ""),
    Case(
        "a block has no part",
        "<block ",
        '<block id="https://e.org/e"><title><langstring/></title><description><langstring/></description></block>'
        "<block ",
        "",
    ),
)

TINCAN = (
    Case("nothing is changed", "", "", "yes"),
    Case("the namespace has another scheme", "http://projecttincan.com/", "https://projecttincan.com/", ""),
    Case("an activity has no id", ' id="http://e.org/a"', "", "yes"),
    Case("an activity has no name", "<name>a</name>", "", ""),
    Case("an activity has no description", "<description>b</description>", "", ""),
    Case(
        "a launch comes before the description",
        "<description>b</description>",
        "<launch>x</launch><description>b</description>",
        "",
    ),
    Case("a launch has no language", '<launch lang="en">', "<launch>", "yes"),
    Case("a language is no tag", 'lang="en"', 'lang="en_US"', ""),
    Case("an extension has no key", ' key="k"', "", ""),
    Case("a provider has no id", "<id>i</id>", "", ""),
    Case("a provider has no name", "<name>p</name>", "", ""),
    Case(
        "a foreign element stands in an activity",
        "<description>b</description>",
        '<description>b</description><x xmlns="urn:x"/>',
        "",
    ),
)
