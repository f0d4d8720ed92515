;Language: Tamil (1097). NSIS has none of its own; what is missing here is shown in English.

!insertmacro LANGFILE "Tamil" = "தமிழ்" "Tamil"

!ifdef MUI_WELCOMEPAGE
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TITLE "$(^NameDA) நிறுவலுக்கு வரவேற்கிறோம்"
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TEXT "$(^NameDA) இந்த PC-இல் நிறுவப்படும்; நிர்வாகி உரிமை தேவையில்லை.$\r$\n$\r$\n$_CLICK"
!endif

!ifdef MUI_INSTFILESPAGE
  ${LangFileString} MUI_TEXT_INSTALLING_TITLE "நிறுவப்படுகிறது"
  ${LangFileString} MUI_TEXT_INSTALLING_SUBTITLE "$(^NameDA) நிறுவப்படும் வரை காத்திருங்கள்."
  ${LangFileString} MUI_TEXT_FINISH_TITLE "நிறுவல் முடிந்தது"
  ${LangFileString} MUI_TEXT_FINISH_SUBTITLE "எல்லாம் சரியாக நிறுவப்பட்டது."
  ${LangFileString} MUI_TEXT_ABORT_TITLE "நிறுவல் நிறுத்தப்பட்டது"
  ${LangFileString} MUI_TEXT_ABORT_SUBTITLE "நிறுவல் முழுமையாக முடியவில்லை."
!endif

!ifdef MUI_UNINSTFILESPAGE
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_TITLE "நீக்கப்படுகிறது"
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_SUBTITLE "$(^NameDA) நீக்கப்படும் வரை காத்திருங்கள்."
  ${LangFileString} MUI_UNTEXT_FINISH_TITLE "நீக்கல் முடிந்தது"
  ${LangFileString} MUI_UNTEXT_FINISH_SUBTITLE "எல்லாம் சரியாக நீக்கப்பட்டது."
  ${LangFileString} MUI_UNTEXT_ABORT_TITLE "நீக்கல் நிறுத்தப்பட்டது"
  ${LangFileString} MUI_UNTEXT_ABORT_SUBTITLE "நீக்கல் முழுமையாக முடியவில்லை."
!endif

!ifdef MUI_FINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_INFO_TITLE "$(^NameDA) தயார்"
  ${LangFileString} MUI_TEXT_FINISH_INFO_TEXT "$(^NameDA) உங்கள் PC-இல் நிறுவப்பட்டது.$\r$\n$\r$\nமூட $\"முடி$\" என்பதை அழுத்துங்கள்."
  ${LangFileString} MUI_TEXT_FINISH_INFO_REBOOT "நிறுவலை முடிக்க PC-ஐ மறுதொடக்கம் செய்ய வேண்டும். இப்போதே செய்யவா?"
!endif

!ifdef MUI_FINISHPAGE | MUI_UNFINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_REBOOTNOW "இப்போதே மறுதொடக்கம் செய்"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTLATER "பிறகு நானே மறுதொடக்கம் செய்கிறேன்"
  ${LangFileString} MUI_TEXT_FINISH_RUN "$(^NameDA)-ஐத் திற(&R)"
  ${LangFileString} MUI_TEXT_FINISH_SHOWREADME "&Readme"
  ${LangFileString} MUI_BUTTONTEXT_FINISH "முடி(&F)"
!endif

!ifdef MUI_UNCONFIRMPAGE
  ${LangFileString} MUI_UNTEXT_CONFIRM_TITLE "$(^NameDA)-ஐ நீக்கு"
  ${LangFileString} MUI_UNTEXT_CONFIRM_SUBTITLE "$(^NameDA)-ஐ இந்த PC-இலிருந்து நீக்கும்."
!endif
